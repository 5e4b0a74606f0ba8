// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a manifest's file, read with a bound and decoded strictly. */
final class ManifestFile {

    static final int MAX_BYTES = 1 << 20;

    private ManifestFile() {}

    /**
     * Reads a file.
     *
     * @param label its name in messages
     * @throws SoraException if there is none, or it is no text
     */
    static String read(Path file, String label) {
        if (Files.isDirectory(file)) {
            throw new SoraException(
                    ManifestCode.UNREADABLE
                            .problem("this is a folder, not a manifest")
                            .where(label)
                            .fix("name the file in it"));
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new SoraException(tooLarge(file, label));
            }
        } catch (NoSuchFileException e) {
            throw new SoraException(
                    ManifestCode.UNREADABLE
                            .problem("there is no such file")
                            .where(label)
                            .fix("check the path"),
                    e);
        } catch (IOException e) {
            throw new SoraException(
                    ManifestCode.UNREADABLE
                            .problem("the file cannot be read")
                            .where(label)
                            .have(e.toString())
                            .fix("check the file's permissions"),
                    e);
        }
        return decode(bytes, label);
    }

    private static Problem tooLarge(Path file, String label) throws IOException {
        long size = Files.isRegularFile(file) ? Files.size(file) : 0;
        return ManifestCode.TOO_LARGE
                .problem("the file is too large for a manifest")
                .where(label + ":1:1")
                .needs("at most %d MiB".formatted(MAX_BYTES >> 20))
                .have(size > 0 ? "%,d MiB".formatted(size >> 20) : "")
                .fix("name the manifest, not the data");
    }

    /** Decodes UTF-8, with or without a byte order mark. */
    static String decode(byte[] bytes, String label) {
        boolean marked =
                bytes.length >= 3
                        && bytes[0] == (byte) 0xEF
                        && bytes[1] == (byte) 0xBB
                        && bytes[2] == (byte) 0xBF;
        int start = marked ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            result = decoder.flush(out);
        }
        String text = out.flip().toString();
        if (result.isError()) {
            throw new SoraException(encoding(bytes, in.position(), text, label));
        }
        return text;
    }

    private static Problem encoding(byte[] bytes, int position, String before, String label) {
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(lineStart, before.length());
        boolean wide =
                bytes.length > 1
                        && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                                || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
        return ManifestCode.ENCODING
                .problem("the file is not a text in UTF-8")
                .where("%s:%d:%d".formatted(label, line, column))
                .needs("UTF-8")
                .have(
                        wide
                                ? "it looks like UTF-16"
                                : "byte 0x%02X at offset %d".formatted(bytes[position], position))
                .fix(
                        wide
                                ? "save it as UTF-8"
                                : "save it as UTF-8; it may be ISO 8859-1 or Windows-1252 now");
    }
}
