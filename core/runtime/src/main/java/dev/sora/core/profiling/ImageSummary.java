// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.drift.Measure;
import dev.sora.core.profile.ImageProfile;
import dev.sora.data.ImageValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sizes, channels, brightness and files of pictures. */
final class ImageSummary {

    private static final int SHOWN = 10;
    private static final int LONGEST_ENDING = 6;

    private final NumberSummary widths;
    private final NumberSummary heights;
    private final NumberSummary brightness;
    private final Map<Integer, Long> channels = new TreeMap<>();
    private final FrequentValues sizes = new FrequentValues(1024);
    private final FrequentValues endings = new FrequentValues(256);
    private @Nullable String first;

    /** Whether pictures are separate files, and not all in one file. */
    private boolean files;

    ImageSummary(int held) {
        widths = new NumberSummary(held);
        heights = new NumberSummary(held);
        brightness = new NumberSummary(held);
    }

    void add(ImageValue image, String origin) {
        widths.add(image.width());
        heights.add(image.height());
        brightness.add(Measure.brightness(image));
        channels.merge(image.channels(), 1L, Long::sum);
        sizes.add(image.width() + " x " + image.height());
        files |= first != null && !first.equals(origin);
        first = origin;
        int dot = origin.lastIndexOf('.');
        if (dot > origin.lastIndexOf('/') + 1 && origin.length() - dot <= LONGEST_ENDING) {
            endings.add(origin.substring(dot).toLowerCase(Locale.ROOT));
        }
    }

    Optional<ImageProfile> found() {
        return widths.found()
                .map(
                        found ->
                                new ImageProfile(
                                        found,
                                        heights.found().orElseThrow(),
                                        brightness.found().orElseThrow(),
                                        channels,
                                        counts(sizes),
                                        files ? counts(endings) : Map.of()));
    }

    private static Map<String, Long> counts(FrequentValues values) {
        Map<String, Long> counts = new LinkedHashMap<>();
        values.top(SHOWN).forEach(v -> counts.put((String) v.value(), v.count()));
        return counts;
    }
}
