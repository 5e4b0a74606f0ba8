// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recognises other formats of sound by their first bytes, so that messages can name them. */
public final class SoundFormats {

    private static final Map<String, String> STARTS = new LinkedHashMap<>();

    static {
        STARTS.put("RIFX", "big-endian WAV (RIFX)");
        STARTS.put("RF64", "WAV of more than 4 GiB (RF64)");
        STARTS.put("riff", "Wave64");
        STARTS.put("fLaC", "FLAC");
        STARTS.put("OggS", "Ogg");
        STARTS.put("ID3", "MP3");
        STARTS.put("\u00ff\u00fb", "MP3");
        STARTS.put("\u00ff\u00f3", "MP3");
        STARTS.put("FORM", "AIFF");
        STARTS.put(".snd", "Sun AU");
        STARTS.put("NIST_1A", "NIST SPHERE");
    }

    private SoundFormats() {}

    /** Returns the name of a format of sound that is not read; empty if it is not known. */
    public static Optional<String> foreign(byte[] head) {
        String start = new String(head, 0, Math.min(16, head.length), StandardCharsets.ISO_8859_1);
        if (start.length() >= 8 && start.startsWith("ftyp", 4)) {
            return Optional.of("MP4 or M4A");
        }
        return STARTS.entrySet().stream()
                .filter(format -> start.startsWith(format.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Describes the first bytes of a file that is not a WAV file. */
    static String name(byte[] bytes) {
        if (bytes.length == 0) {
            return "an empty file";
        }
        return foreign(bytes)
                .orElseGet(
                        () ->
                                bytes.length < 12
                                        ? String.format(Locale.ROOT, "%d bytes", bytes.length)
                                        : "another format");
    }
}
