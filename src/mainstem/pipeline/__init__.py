"""The way of a datum, one stage a module."""
