"""How a renderer sees a text: its blocks, and which of them two texts share."""
