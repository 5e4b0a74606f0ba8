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
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the file of a manifest, with a limit of its size and strict decoding. */
final class ManifestFile {

    static final int MAX_BYTES = 1 << 20;

    private ManifestFile() {}

    /**
     * Reads a file.
     *
     * @param label its name in messages
     * @throws SoraException if it does not exist, or is not text
     */
    static String read(Path file, String label) {
        if (Files.isDirectory(file)) {
            throw new SoraException(
                    ManifestCode.UNREADABLE
                            .problem("this is a folder, not a manifest")
                            .where(label)
                            .fix(ManifestPlaces.inFolder(file)));
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(MAX_BYTES + 1);
            Optional<Problem> binary = binary(bytes, label);
            if (binary.isPresent()) {
                throw new SoraException(binary.get());
            }
            if (bytes.length > MAX_BYTES) {
                throw new SoraException(tooLarge(file, label));
            }
        } catch (NoSuchFileException e) {
            throw new SoraException(
                    ManifestCode.UNREADABLE
                            .problem("there is no such file")
                            .where(label)
                            .have(ManifestPlaces.missing(file))
                            .fix(ManifestPlaces.nearby(file)),
                    e);
        } catch (AccessDeniedException e) {
            throw new SoraException(
                    ManifestCode.UNREADABLE
                            .problem("the file cannot be read")
                            .where(label)
                            .have("no permission to read it")
                            .fix("check the permissions of the file and of its folders"),
                    e);
        } catch (IOException e) {
            throw new SoraException(
                    ManifestCode.UNREADABLE
                            .problem("the file cannot be read")
                            .where(label)
                            .have(e.toString())
                            .fix("check the path, and the disk that it leads to"),
                    e);
        }
        return decode(bytes, label);
    }

    /** Detects files that are not text, for which one problem is enough. */
    private static Optional<Problem> binary(byte[] bytes, String label) {
        boolean zip =
                bytes.length > 3
                        && bytes[0] == 'P'
                        && bytes[1] == 'K'
                        && bytes[2] > 0
                        && bytes[2] < 9;
        boolean gzip = bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
        boolean low = bytes.length > 3 && bytes[1] == 0 && bytes[0] > 0 && bytes[3] == 0;
        boolean high = bytes.length > 3 && bytes[0] == 0 && bytes[1] > 0 && bytes[2] == 0;
        if (low || high) {
            return Optional.of(
                    encoding(label + ":1:1", "it looks like UTF-16 or UTF-32", "save it as UTF-8"));
        }
        if (!zip && !gzip) {
            return Optional.empty();
        }
        return Optional.of(
                encoding(
                        label + ":1:1",
                        zip ? "an archive, as model packages are" : "a file that is packed by gzip",
                        zip
                                ? "name a manifest; 'sora inspect' shows what a model package holds"
                                : "name a manifest that is not packed"));
    }

    private static Problem encoding(String where, String have, String fix) {
        return ManifestCode.ENCODING
                .problem("the file is not text in UTF-8")
                .where(where)
                .needs("UTF-8")
                .have(have)
                .fix(fix);
    }

    private static Problem tooLarge(Path file, String label) throws IOException {
        long size = Files.isRegularFile(file) ? Files.size(file) : 0;
        return ManifestCode.TOO_LARGE
                .problem("the file is too large for a manifest")
                .where(label + ":1:1")
                .needs("at most %d MiB".formatted(MAX_BYTES >> 20))
                .have(
                        size == 0
                                ? ""
                                : size < 2 * MAX_BYTES
                                        ? "%,d bytes".formatted(size)
                                        : "%,d MiB".formatted(size >> 20))
                .fix("name the manifest, not the data; leave long lists to the data");
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
        return encoding(
                "%s:%d:%d".formatted(label, line, column),
                wide
                        ? "it looks like UTF-16"
                        : "byte 0x%02X at offset %d".formatted(bytes[position], position),
                wide
                        ? "save it as UTF-8"
                        : "save it as UTF-8; it may be ISO 8859-1 or Windows-1252 now");
    }
}
