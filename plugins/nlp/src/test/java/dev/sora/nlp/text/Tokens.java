// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.nlp.Offers;
import dev.sora.particle.FittedInput;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Fits inputs of texts and reads back what they encode. */
final class Tokens {

    private Tokens() {}

    static Map<String, Object> settings(Object... pairs) {
        Map<String, Object> settings = new HashMap<>(Map.of("column", "text"));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put((String) pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    static FittedInput fit(Map<String, Object> settings, Object... texts) {
        return Offers.input("text", settings).fit(Offers.texts(texts));
    }

    /** Returns the tokens of each text, by the words that the state names. */
    static List<String> tokens(FittedInput input, Object... texts) {
        List<String> words = input.state().strings("words");
        List<String> tokens = new ArrayList<>();
        for (int[] row : rows(input, texts)) {
            tokens.add(
                    String.join(
                            "|",
                            Arrays.stream(row)
                                    .mapToObj(i -> i == 1 ? "?" : words.get(i - 2))
                                    .toList()));
        }
        return tokens;
    }

    static List<int[]> rows(FittedInput input, Object... texts) {
        List<HostTensor> encoded = input.encode(Offers.texts(texts).list());
        int length = (int) encoded.get(0).shape().get(1);
        IntBuffer indices = ints(encoded.get(0));
        IntBuffer lengths = ints(encoded.get(1));
        return IntStream.range(0, texts.length)
                .mapToObj(
                        i -> {
                            int[] row = new int[length];
                            indices.get(i * length, row);
                            for (int p = lengths.get(i); p < length; p++) {
                                assertThat(row[p]).isZero();
                            }
                            return Arrays.copyOf(row, lengths.get(i));
                        })
                .toList();
    }

    static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }
}
