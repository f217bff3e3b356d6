"""Annotations measured."""
