// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Matrix;
import dev.sora.exhibit.Tone;
import dev.sora.metric.DivisibleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many pixels of each record were predicted as which class, and drawings of the first records.
 *
 * @param names the classes
 * @param counts the pixels of each record
 * @param drawings the first records, with the right and the predicted mask
 */
record SegmentationOutcome(List<String> names, PixelCounts counts, List<MaskDrawing> drawings)
        implements DivisibleOutcome<SegmentationOutcome> {

    private static final int MOST_DRAWN = 24;

    /** Copies the lists. */
    SegmentationOutcome {
        names = List.copyOf(names);
        drawings = List.copyOf(drawings);
    }

    @Override
    public int size() {
        return counts.records();
    }

    @Override
    public SegmentationOutcome joined(List<SegmentationOutcome> following) {
        int records = size() + following.stream().mapToInt(SegmentationOutcome::size).sum();
        int one = counts.classes() * counts.classes();
        int[] all = new int[records * one];
        List<MaskDrawing> drawn = new ArrayList<>(drawings);
        System.arraycopy(counts.values(), 0, all, 0, counts.values().length);
        int at = counts.values().length;
        for (SegmentationOutcome next : following) {
            System.arraycopy(next.counts.values(), 0, all, at, next.counts.values().length);
            at += next.counts.values().length;
            drawn.addAll(next.drawings);
        }
        return new SegmentationOutcome(
                names,
                new PixelCounts(records, counts.classes(), all),
                drawn.subList(0, Math.min(drawn.size(), MOST_DRAWN)));
    }

    @Override
    public SegmentationOutcome chosen(int[] records) {
        return new SegmentationOutcome(names, counts.chosen(records), List.of());
    }

    @Override
    public Optional<SegmentationOutcome> constant() {
        return Optional.of(new SegmentationOutcome(names, counts.ofMostFrequent(), List.of()));
    }

    @Override
    public long numbers() {
        return counts.values().length;
    }

    @Override
    public List<Exhibit> exhibits(int shown) {
        List<Exhibit> exhibits = new ArrayList<>();
        if (!drawings.isEmpty() && shown > 0) {
            exhibits.add(
                    Gallery.of(
                            "Pictures, right masks and predicted masks",
                            Tone.PLAIN,
                            size(),
                            drawings.stream().map(drawing -> drawing.item(names)).toList()));
        }
        exhibits.add(Matrix.ofConfusion(names, counts.sum()));
        return exhibits;
    }
}
