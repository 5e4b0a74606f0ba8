// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.reading.Choice;
import dev.sora.reading.PictureChoice;
import dev.sora.reading.passed.Overlooked;
import java.util.Locale;
import java.util.Optional;

/** Chooses pictures, annotations and lists of pictures. */
final class VocChoice implements Choice {

    static final String ANNOTATION = ".xml";
    static final String LIST = ".txt";

    private final PictureChoice pictures = new PictureChoice();

    @Override
    public Optional<Overlooked.Reason> leavesOut(String name, Head head) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(ANNOTATION) || lower.endsWith(LIST)
                ? Optional.empty()
                : pictures.leavesOut(name, head);
    }
}
