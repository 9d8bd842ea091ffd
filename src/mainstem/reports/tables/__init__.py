"""Values told in tables: words by geometry to rows and columns, labels to fields, columns to models."""
