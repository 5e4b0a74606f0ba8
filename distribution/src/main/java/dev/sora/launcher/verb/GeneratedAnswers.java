// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Model;
import dev.sora.generation.Search;
import dev.sora.launcher.show.Style;
import java.io.PrintStream;
import java.util.Map;

/**
 * Answers that are generated symbol by symbol, and printed meanwhile.
 *
 * @param output the output that generates
 * @param seed the seed of the first answer
 */
record GeneratedAnswers(Model model, String output, Search search, long seed, PrintStream out)
        implements Answers {

    @Override
    public String answer(Map<String, Object> record, long number) {
        int[] printed = {0};
        Map<String, Object> answer =
                model.generate(
                                record,
                                output,
                                search,
                                seed + number,
                                all -> {
                                    String text = whole(all);
                                    if (text.length() > printed[0]) {
                                        out.print(Style.plain(text.substring(printed[0])));
                                        out.flush();
                                        printed[0] = text.length();
                                    }
                                })
                        .output(output);
        String text = String.valueOf(answer.get("text"));
        out.println(Style.plain(text.substring(Math.min(printed[0], text.length()))));
        out.flush();
        return text;
    }

    /** Returns a text without replacement characters at its end: more bytes of it may follow. */
    private static String whole(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\ufffd') {
            end--;
        }
        return text.substring(0, end);
    }
}
