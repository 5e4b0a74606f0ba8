// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.CompressionType;
import org.jspecify.annotations.Nullable;

/** Decompresses the buffers of a batch. */
enum Compression {
    NONE(1),
    /** A block expands to at most 255 bytes for each byte. */
    LZ4(256),
    /** A block of 4 bytes expands to at most 128 KiB. */
    ZSTD(1 << 15);

    private static final int HEAD = Long.BYTES;
    private static final long SLACK = 1 << 10;
    private static final long PLAIN = -1;

    private final long mostGrowth;

    Compression(long mostGrowth) {
        this.mostGrowth = mostGrowth;
    }

    static Compression of(@Nullable BodyCompression compression) {
        if (compression == null) {
            return NONE;
        }
        boolean known = compression.method() == BodyCompressionMethod.BUFFER;
        if (known && compression.codec() == CompressionType.LZ4_FRAME) {
            return LZ4;
        }
        if (known && compression.codec() == CompressionType.ZSTD) {
            return ZSTD;
        }
        throw new UnsupportedFeatureException(
                "compression %d, method %d".formatted(compression.codec(), compression.method()),
                "write it with lz4, zstd or no compression");
    }

    /**
     * Decompresses a buffer, which consists of its decompressed length and the compressed bytes.
     *
     * @throws Damaged if the contents do not match the length
     */
    ByteBuffer open(ByteBuffer stored, Allowance allowance) {
        if (this == NONE) {
            return stored;
        }
        if (stored.limit() < HEAD) {
            throw new Damaged("a compressed buffer of %d bytes".formatted(stored.limit()));
        }
        long length = stored.getLong(0);
        int packed = stored.limit() - HEAD;
        if (length == PLAIN) {
            return stored.position(HEAD).slice().order(ByteOrder.LITTLE_ENDIAN);
        }
        if (length < 0 || length > mostGrowth * packed + SLACK) {
            throw new Damaged(
                    "a compressed buffer of %,d bytes claims to hold %,d"
                            .formatted(packed, length));
        }
        allowance.take(length);
        byte[] plain = new byte[(int) length];
        int read =
                this == LZ4
                        ? Lz4.decompress(stored.array(), HEAD, packed, plain)
                        : zstd(stored, plain);
        if (read != length) {
            throw new Damaged(
                    "a compressed buffer holds %,d bytes, not %,d".formatted(read, length));
        }
        return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int zstd(ByteBuffer stored, byte[] plain) {
        int packed = stored.limit() - HEAD;
        try {
            return new ZstdDecompressor()
                    .decompress(stored.array(), HEAD, packed, plain, 0, plain.length);
        } catch (RuntimeException e) {
            throw new Damaged("invalid ZSTD data: " + e.getMessage(), e);
        }
    }
}
