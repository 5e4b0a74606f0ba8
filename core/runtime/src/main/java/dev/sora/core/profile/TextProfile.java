// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statistics of a column's strings.
 *
 * @param forms the number of strings of each form
 * @param examples the first strings of each form
 * @param marks words that may represent a missing value, with their counts
 * @param padded the number of strings with blanks around them
 * @param dateFormats patterns that parse all strings that are neither numbers nor marks as dates,
 *     the most common first; an empty one is ISO 8601
 * @param firstDate the earliest of these dates; empty if there are none
 * @param lastDate the latest of these dates
 * @param lengths the lengths in characters of strings that are not numbers
 * @param words their numbers of words; each Chinese or Japanese character counts as one
 * @param ideographs the number of such characters
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

    /** Returns the number of strings of a form. */
    public long count(TextForm form) {
        return forms.getOrDefault(form, 0L);
    }
}
