// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a column's texts are like.
 *
 * @param forms how many texts have each form
 * @param examples the first texts of each form
 * @param marks words that may stand for a missing value, with their counts
 * @param padded how many texts have blanks around them
 * @param dateFormats patterns that read all texts that are neither numbers nor marks as dates, the
 *     most usual first; an empty one is ISO 8601
 * @param firstDate the earliest of these dates; empty if there are none
 * @param lastDate the latest
 * @param lengths the lengths in characters of texts that are not numbers
 * @param words their words; each Chinese or Japanese character counts as one
 * @param ideographs how many such characters there are
 */
public record TextProfile(
        Map<TextForm, Long> forms,
        Map<TextForm, List<String>> examples,
        Map<String, Long> marks,
        long padded,
        List<String> dateFormats,
        String firstDate,
        String lastDate,
        Optional<NumberProfile> lengths,
        Optional<NumberProfile> words,
        long ideographs) {

    /** Returns how many texts have a form. */
    public long count(TextForm form) {
        return forms.getOrDefault(form, 0L);
    }
}
