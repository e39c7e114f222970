package io.quayside.connectors.csv;

/**
 * Order keys as 64-bit hashes, each with a line number: 32 bytes for each order at most, so that a file of a million
 * orders needs 32 MB and no text. Two keys with one hash (one file in 10^7 of that size) would have their orders
 * refused, never mixed. Not thread-safe.
 */
final class OrderKeys {
    private long[] hashes = new long[1 << 8];
    private long[] lines = new long[1 << 8];
    private int size;

    /** FNV-1a over the characters, mixed at the end (SplitMix64); never 0, which marks a free place. */
    static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }

    /** @return false when the key was there already; its line stays the first one then */
    boolean add(long hash, long line) {
        if (size * 2 >= hashes.length) {
            grow();
        }
        int place = place(hashes, hash);
        if (hashes[place] == hash) {
            return false;
        }
        hashes[place] = hash;
        lines[place] = line;
        size++;
        return true;
    }

    /** @return the line that was kept with the key, or 0 when the key is not there; lines begin with 1 */
    long lineOf(long hash) {
        return lines[place(hashes, hash)];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    private static int place(long[] table, long hash) {
        int place = (int) hash & (table.length - 1);
        while (table[place] != 0 && table[place] != hash) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] more = new long[hashes.length * 2];
        long[] moreLines = new long[more.length];
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] != 0) {
                int place = place(more, hashes[i]);
                more[place] = hashes[i];
                moreLines[place] = lines[i];
            }
        }
        hashes = more;
        lines = moreLines;
    }
}
