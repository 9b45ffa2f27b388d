"""The review page: what a check and a restoration found, for a person to look at.

One HTML file without any request to a network. What files contain is data in it, never markup.
"""
