"""Tests whose modules have the names of formats, so that they need a package to tell them apart."""
