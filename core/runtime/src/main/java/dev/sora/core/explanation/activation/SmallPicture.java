// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.activation;

import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Small copies of the pictures of records, so that many can be kept. */
final class SmallPicture {

    private static final int SIDE = 64;

    private final Set<String> columns = new LinkedHashSet<>();

    /** Creates the copies of pictures that inputs of a plan read. */
    SmallPicture(Plan plan) {
        for (Node.Input input : plan.nodes(Node.Input.class)) {
            columns.addAll(InputColumns.of(input.planned()).keySet());
        }
    }

    /** Returns a copy of the first picture of a record, of at most 64 pixels a side. */
    Optional<ImageValue> of(DataRecord record) {
        return columns.stream()
                .flatMap(column -> record.find(column).stream())
                .filter(ImageValue.class::isInstance)
                .map(ImageValue.class::cast)
                .findFirst()
                .map(SmallPicture::small);
    }

    private static ImageValue small(ImageValue picture) {
        int longest = Math.max(picture.width(), picture.height());
        int width =
                Math.max(1, longest <= SIDE ? picture.width() : picture.width() * SIDE / longest);
        int height =
                Math.max(1, longest <= SIDE ? picture.height() : picture.height() * SIDE / longest);
        int channels = picture.channels() < 3 ? 1 : 3;
        byte[] samples = new byte[width * height * channels];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                for (int channel = 0; channel < channels; channel++) {
                    samples[(row * width + column) * channels + channel] =
                            (byte)
                                    picture.sample(
                                            row * picture.height() / height,
                                            column * picture.width() / width,
                                            channel);
                }
            }
        }
        return new ImageValue(width, height, channels, samples);
    }
}
