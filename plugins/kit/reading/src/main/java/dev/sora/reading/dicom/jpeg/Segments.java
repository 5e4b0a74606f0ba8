// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The segments of JPEG data up to the first scan, and what they say (ITU-T T.81, annex B). */
final class Segments {

    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int QUANTISATION = 0xdb;
    private static final int HUFFMAN = 0xc4;
    private static final int JFIF = 0xe0;
    private static final int ADOBE = 0xee;
    private static final int PRESETS = 0xf8;
    private static final long MOST_SAMPLES = 400_000_000;

    /**
     * A component of the frame.
     *
     * @param across its horizontal sampling factor
     * @param down its vertical sampling factor
     */
    record Component(int id, int across, int down, int table) {}

    /** A component of a scan, by its index in the frame. */
    record Part(int component, int dc, int ac) {}

    /** The header of a scan: its parts, and the three parameters after them. */
    record Scan(List<Part> parts, int first, int second, int third) {}

    final ByteBuffer data;
    final int[][] quantisation = new int[4][];
    final HuffmanTable[] dc = new HuffmanTable[4];
    final HuffmanTable[] ac = new HuffmanTable[4];
    final List<Component> components = new ArrayList<>();

    /** The last byte of the marker of the frame. */
    int kind;

    int precision;
    int width;
    int height;
    int restart;
    boolean jfif;

    /** The transform of the Adobe segment; -1 without one. */
    int transform = -1;

    /** The components that a scan contains. */
    private final BitSet scanned = new BitSet();

    /** The five presets of JPEG-LS; empty for the defaults. */
    int[] presets = {};

    Segments(ByteBuffer bytes) {
        data = bytes.slice();
    }

    /** Reads up to a scan, and returns its header; null at the end. The data follows it. */
    Scan next() throws JpegException {
        while (true) {
            int marker = marker();
            if (marker == END) {
                return null;
            }
            if (marker == START || marker >= 0xd0 && marker <= 0xd7 || marker == 1) {
                continue;
            }
            int length = (data.getShort() & 0xffff) - 2;
            if (length < 0 || length > data.remaining()) {
                throw JpegException.damaged("a segment of %d bytes at the end".formatted(length));
            }
            ByteBuffer body = data.slice(data.position(), length);
            data.position(data.position() + length);
            if (marker == SCAN) {
                return scan(body);
            }
            segment(marker, body);
        }
    }

    /** Checks that each component is in a scan: data that ends early lacks the last ones. */
    void checkScanned() throws JpegException {
        if (scanned.cardinality() < components.size()) {
            throw JpegException.damaged(
                    "scans of %d of %d components"
                            .formatted(scanned.cardinality(), components.size()));
        }
    }

    private int marker() throws JpegException {
        while (data.remaining() >= 2) {
            if ((data.get() & 0xff) == 0xff) {
                int marker = data.get() & 0xff;
                while (marker == 0xff && data.hasRemaining()) {
                    marker = data.get() & 0xff;
                }
                if (marker != 0) {
                    return marker;
                }
            }
        }
        if (components.isEmpty()) {
            throw JpegException.damaged("no frame");
        }
        return END;
    }

    private void segment(int marker, ByteBuffer body) throws JpegException {
        switch (marker) {
            case QUANTISATION -> quantisation(body);
            case HUFFMAN -> huffman(body);
            case RESTART_INTERVAL -> restart = body.getShort() & 0xffff;
            case JFIF -> jfif |= begins(body, "JFIF");
            case ADOBE ->
                    transform =
                            begins(body, "Adobe") && body.remaining() > 11
                                    ? body.get(11) & 0xff
                                    : transform;
            case PRESETS -> presets(body);
            default -> {
                boolean frame =
                        marker >= 0xc0 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc;
                if (frame || marker == 0xf7) {
                    frame(marker, body);
                }
            }
        }
    }

    private static boolean begins(ByteBuffer body, String text) {
        boolean same = body.remaining() >= text.length();
        for (int i = 0; same && i < text.length(); i++) {
            same = body.get(i) == text.charAt(i);
        }
        return same;
    }

    private void frame(int marker, ByteBuffer body) throws JpegException {
        if (!components.isEmpty()) {
            throw JpegException.damaged("two frames");
        }
        kind = marker;
        precision = body.get() & 0xff;
        height = body.getShort() & 0xffff;
        width = body.getShort() & 0xffff;
        int count = body.get() & 0xff;
        if (width == 0
                || height == 0
                || count == 0
                || count > 4
                || precision < 2
                || precision > 16
                || (long) width * height * count > MOST_SAMPLES) {
            throw JpegException.damaged(
                    "%d x %d pixels of %d components with %d bits"
                            .formatted(height, width, count, precision));
        }
        for (int i = 0; i < count; i++) {
            int id = body.get() & 0xff;
            int sampling = body.get() & 0xff;
            Component component = new Component(id, sampling >> 4, sampling & 15, body.get() & 3);
            if (component.across() < 1
                    || component.across() > 4
                    || component.down() < 1
                    || component.down() > 4) {
                throw JpegException.damaged("a sampling factor of 0 or above 4");
            }
            components.add(component);
        }
    }

    private Scan scan(ByteBuffer body) throws JpegException {
        int count = body.get() & 0xff;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = body.get() & 0xff;
            int tables = body.get() & 0xff;
            int at = 0;
            while (at < components.size() && components.get(at).id() != id) {
                at++;
            }
            if (at == components.size()) {
                throw JpegException.damaged("a scan of an unknown component");
            }
            parts.add(new Part(at, tables >> 4 & 3, tables & 3));
            scanned.set(at);
        }
        if (parts.isEmpty()) {
            throw JpegException.damaged("a scan without components");
        }
        return new Scan(parts, body.get() & 0xff, body.get() & 0xff, body.get() & 0xff);
    }

    private void quantisation(ByteBuffer body) {
        while (body.hasRemaining()) {
            int head = body.get() & 0xff;
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                table[i] = head >> 4 == 0 ? body.get() & 0xff : body.getShort() & 0xffff;
            }
            quantisation[head & 3] = table;
        }
    }

    private void huffman(ByteBuffer body) throws JpegException {
        while (body.hasRemaining()) {
            int head = body.get() & 0xff;
            HuffmanTable table = HuffmanTable.read(body);
            (head >> 4 == 0 ? dc : ac)[head & 3] = table;
        }
    }

    private void presets(ByteBuffer body) throws JpegException {
        if (body.get() != 1) {
            throw JpegException.unread("JPEG-LS with a mapping table");
        }
        presets = new int[5];
        for (int i = 0; i < presets.length; i++) {
            presets[i] = body.getShort() & 0xffff;
        }
    }
}
