// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.reading.Choice;
import dev.sora.reading.passed.Overlooked;
import dev.sora.sound.wave.SoundFormats;
import dev.sora.sound.wave.WaveFile;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses WAV files: those whose name ends in {@code .wav}, so that damaged ones are reported, and
 * those that start like one.
 */
final class SoundChoice implements Choice {

    @Override
    public Optional<Overlooked.Reason> leavesOut(String name, Head head) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".wav") || lower.endsWith(".wave") || WaveFile.isOne(head.bytes())) {
            return Optional.empty();
        }
        return Optional.of(
                SoundFormats.foreign(head.bytes())
                        .map(
                                format ->
                                        new Overlooked.Reason(
                                                "files in a format that is not read, " + format,
                                                "convert them to WAV"))
                        .orElseGet(
                                () -> new Overlooked.Reason("files that are not WAV files", "")));
    }
}
