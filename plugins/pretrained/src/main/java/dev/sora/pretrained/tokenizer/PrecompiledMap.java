// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The compiled normalisation of SentencePiece (Kudo and Richardson, 2018): a double-array trie of
 * what is replaced (Aoe, 1989, in the form of Yata's Darts-clone), and the replacements.
 *
 * <p>As in the library <i>tokenizers</i>, a grapheme of fewer than six bytes is looked up first,
 * then each of its characters, and of several prefixes the shortest decides.
 */
final class PrecompiledMap implements Normaliser {

    private static final Pattern GRAPHEME = Pattern.compile("\\X", Pattern.DOTALL);
    private static final int SHORT = 6;

    private final int[] trie;
    private final byte[] replacements;

    private PrecompiledMap(int[] trie, byte[] replacements) {
        this.trie = trie;
        this.replacements = replacements;
    }

    static Normaliser of(TokenizerJson json) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(json.text());
        } catch (IllegalArgumentException e) {
            throw json.broken("bytes in Base64");
        }
        if (bytes.length == 0) {
            return text -> text;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int size = bytes.length < Integer.BYTES ? -1 : buffer.getInt();
        if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > buffer.remaining()) {
            throw json.broken("a trie and replacements");
        }
        int[] trie = new int[size / Integer.BYTES];
        buffer.asIntBuffer().get(trie);
        byte[] replacements = new byte[buffer.remaining() - size];
        buffer.position(buffer.position() + size);
        buffer.get(replacements);
        return new PrecompiledMap(trie, replacements);
    }

    @Override
    public String apply(String text) {
        StringBuilder changed = new StringBuilder(text.length());
        Matcher graphemes = GRAPHEME.matcher(text);
        while (graphemes.find()) {
            String grapheme = graphemes.group();
            Optional<String> whole = Optional.empty();
            if (grapheme.length() < SHORT
                    && grapheme.getBytes(StandardCharsets.UTF_8).length < SHORT) {
                whole = replaced(grapheme);
            }
            if (whole.isPresent()) {
                changed.append(whole.get());
            } else {
                grapheme.codePoints()
                        .mapToObj(Character::toString)
                        .forEach(c -> changed.append(replaced(c).orElse(c)));
            }
        }
        return changed.toString();
    }

    private Optional<String> replaced(String part) {
        int at = (int) offset(unit(0));
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c == 0) {
                return Optional.empty();
            }
            at ^= c;
            int unit = unit(at);
            if ((unit & 0x800000ff) != c) {
                return Optional.empty();
            }
            at ^= (int) offset(unit);
            if ((unit >>> 8 & 1) == 1) {
                return Optional.of(text(unit(at) & 0x7fffffff));
            }
        }
        return Optional.empty();
    }

    /** Returns an element of the trie; 0 beyond it, which leads nowhere. */
    private int unit(int at) {
        return at >= 0 && at < trie.length ? trie[at] : 0;
    }

    private static long offset(int unit) {
        return (long) (unit >>> 10) << ((unit & 1 << 9) >>> 6);
    }

    private String text(int from) {
        int end = Math.min(from, replacements.length);
        int start = end;
        while (end < replacements.length && replacements[end] != 0) {
            end++;
        }
        return new String(replacements, start, end - start, StandardCharsets.UTF_8);
    }
}
