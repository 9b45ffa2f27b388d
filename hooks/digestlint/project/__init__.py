"""The files of a project: discovery, ignore files, links between files, configuration."""
