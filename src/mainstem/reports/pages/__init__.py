"""How a file becomes pages, and pages become sentences under headings."""
