"""Where tiles of base maps come from: files, servers, and the cache on this disk. No Qt, no pixels."""
