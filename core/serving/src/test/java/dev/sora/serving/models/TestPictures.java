// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.data.ImageValue;
import dev.sora.serving.refusal.RefusedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Small files that become large pictures do not fill the memory. */
final class TestPictures {

    private static final int SIDE = 3000;

    private final List<Integer> sizes = new ArrayList<>();

    private static byte[] png() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY), "png", file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        sizes.add(records.size());
        List<Prediction> predictions = new ArrayList<>();
        for (Map<String, ?> record : records) {
            assertThat(record.get("image")).isInstanceOf(ImageValue.class);
            predictions.add(
                    new Prediction(
                            "memory",
                            predictions.size() + 1,
                            Map.of(),
                            Map.of(),
                            Optional.empty()));
        }
        return predictions;
    }

    private static List<Map<String, Object>> records(int count, AtomicLong left) {
        byte[] file = png();
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            records.add(Map.of("image", new EncodedPicture(file, "request, record " + i, left)));
        }
        return records;
    }

    @Test
    void aFewLargePicturesAreDecodedAtATime() {
        List<Prediction> predictions =
                new PicturePredictor(this::predict)
                        .predict(records(10, EncodedPicture.budget()), PredictionOptions.DEFAULT);

        assertThat(sizes.size()).isGreaterThan(1);
        assertThat(predictions)
                .extracting(Prediction::number)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void theFirstPictureBeyondTheBoundOfARequestIsRefused() {
        AtomicLong left = new AtomicLong(2L * SIDE * SIDE);

        assertThatThrownBy(
                        () ->
                                new PicturePredictor(this::predict)
                                        .predict(records(3, left), PredictionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(413);
                            assertThat(refused.problem().where()).isEqualTo("request, record 3");
                        });
    }
}
