// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.Description;
import java.util.List;
import java.util.Set;

/**
 * Tells which findings a drafted manifest has dealt with: columns that it leaves out, and settings
 * that it has.
 */
public final class AppliedFixes {

    /** Columns that no input of a draft reads. */
    private static final Set<String> LEFT_OUT =
            Set.of("leak", "constant_column", "empty_column", "identifier", "equal_columns");

    /** What the remarks of a draft say, which are printed before the findings. */
    private static final Set<String> REMARKED =
            Set.of("number_form", "decimal_comma", "thousands", "unit");

    private final String target;
    private final boolean csv;

    /** Creates the rules for a draft. */
    public AppliedFixes(Description described, Target target) {
        this.target = target.column().name();
        this.csv = Draft.isCsv(described);
    }

    /** Returns the findings without those of which {@link Draft#remarks} speak. */
    public List<Finding> withoutRemarks(List<Finding> findings) {
        return findings.stream()
                .filter(f -> !REMARKED.contains(f.kind()) || f.columns().contains(target))
                .toList();
    }

    /** Returns whether the draft has what the fix of a finding says. */
    public boolean has(Finding finding) {
        if (LEFT_OUT.contains(finding.kind())) {
            return !finding.columns().equals(List.of(target));
        }
        return switch (finding.kind()) {
            case "missing_word", "blanks_around" -> csv;
            // it skips the records that cannot be read, or lack the target
            case "broken_records", "target_missing", "picture_sizes" -> true;
            case "skewed" -> !finding.columns().contains(target);
            // of a day and a month that cannot be told apart, it has one form of two
            case "date_format" ->
                    !finding.columns().contains(target) && !finding.fix().contains("' or '");
            default -> false;
        };
    }
}
