"""Engines that are services on the network."""
