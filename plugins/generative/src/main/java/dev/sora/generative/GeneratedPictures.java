// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.data.ImageValue;
import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Tone;
import dev.sora.metric.DivisibleOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Generated pictures, of which only the first are kept for the report.
 *
 * @param size the number of records
 * @param first the pictures of the first records
 */
record GeneratedPictures(int size, List<ImageValue> first)
        implements DivisibleOutcome<GeneratedPictures> {

    /** The number of pictures that a report shows. */
    static final int SHOWN = 48;

    /** Copies the list. */
    GeneratedPictures {
        first = List.copyOf(first);
    }

    @Override
    public GeneratedPictures joined(List<GeneratedPictures> following) {
        int records = size;
        List<ImageValue> pictures = new ArrayList<>(first);
        for (GeneratedPictures more : following) {
            // those after a gap would not be the first
            if (pictures.size() == records && pictures.size() < SHOWN) {
                pictures.addAll(
                        more.first.subList(
                                0, Math.min(more.first.size(), SHOWN - pictures.size())));
            }
            records += more.size;
        }
        return new GeneratedPictures(records, pictures);
    }

    @Override
    public GeneratedPictures chosen(int[] records) {
        List<ImageValue> pictures = new ArrayList<>();
        for (int record : records) {
            if (record >= first.size() || pictures.size() == SHOWN) {
                break;
            }
            pictures.add(first.get(record));
        }
        return new GeneratedPictures(records.length, pictures);
    }

    @Override
    public List<Exhibit> exhibits(int shown) {
        return List.of(
                Gallery.of(
                        "Generated pictures",
                        Tone.PLAIN,
                        size,
                        first.stream().map(Gallery.Item::ofPicture).toList()));
    }
}
