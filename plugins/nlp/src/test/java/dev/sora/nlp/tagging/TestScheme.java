// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedOutput;
import dev.sora.problem.RecordException;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entities that data marks in other ways than BIO are learned as those that they are. */
final class TestScheme {

    private static FittedOutput fit(String scheme, String tags) {
        TagsType type = new TagsType();
        return type.create(Workbench.settings(type, Map.of("column", "tags", "scheme", scheme)))
                .fit(
                        SampleRecords.of(
                                        Column.of("tokens", ColumnType.TEXTS),
                                        Column.of("tags", ColumnType.TEXTS))
                                .row(List.of(tags.split(" ")), List.of(tags.split(" "))));
    }

    /**
     * As in CoNLL-2003, where B-X only parts two entities of one kind (chakki-works/seqeval#23).
     */
    @ParameterizedTest
    @CsvSource({
        "iob1, I-A I-A O I-A, B-A I-A O B-A",
        "iob1, I-A B-A I-A I-B, B-A B-A I-A B-B",
        "iob1, B-A I-A O B-B, B-A I-A O B-B",
        // spyysalo/conlleval.py#1: 'North African' and 'Grand Prix' are two
        "bioes, B-A E-A B-A E-A, B-A I-A B-A I-A",
        "bioes, S-A S-A O B-B I-B E-B, B-A B-A O B-B I-B I-B",
        // BILOU, and the letters of Chinese sets
        "bioes, U-A B-B I-B L-B O, B-A B-B I-B I-B O",
        "bioes, B-A M-A E-A, B-A I-A I-A",
        "bioes, B I E S, B I I B",
        // chakki-works/seqeval#46: entities without kinds
        "bio, B I O B, B I O B",
    })
    void tagsAreReadAsBio(String scheme, String tags, String bio) throws Scheme.NotPossible {
        assertThat(Scheme.of(scheme).bio(List.of(tags.split(" ")))).containsExactly(bio.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "bioes, B-A O, 2",
        "bioes, O B-A, 2",
        "bioes, B-A B-A E-A, 2",
        "bioes, I-A E-A, 1",
        "bioes, B-A E-B, 2",
        "bioes, B-A S-A, 2",
        "bioes, S-, 1",
        "bioes, SA, 1",
        "iob1, I-A E-A, 2",
        "iob1, A, 1",
        "bio, I, 1",
        "bio, B-A I, 2",
    })
    void aTagThatIsNotPossibleIsNamed(String scheme, String tags, int at) {
        RecordException thrown =
                catchThrowableOfType(RecordException.class, () -> fit(scheme, tags));

        assertThat(thrown).hasMessageContaining("SORA-4566").hasMessageContaining("as tag " + at);
    }

    /** To skip such sentences would leave those without entities. */
    @ParameterizedTest
    @CsvSource({
        "bio, O I-A I-A, scheme: iob1",
        "bio, O S-A B-A E-A, scheme: bioes",
        "iob1, U-A O, scheme: bioes",
        "bioes, B-A I-A O, scheme: bio'",
    })
    void theFixNamesTheSchemeThatFits(String scheme, String tags, String fix) {
        RecordException thrown =
                catchThrowableOfType(RecordException.class, () -> fit(scheme, tags));

        assertThat(thrown.problems().get(0).fix()).contains(fix).startsWith("if all sentences");
    }

    @Test
    void noFixIsNamedThatDoesNotFit() {
        RecordException thrown =
                catchThrowableOfType(RecordException.class, () -> fit("bio", "O per O"));

        assertThat(thrown.problems().get(0).fix())
                .startsWith("correct the tag, set 'scheme: none'");
    }

    /** flairNLP/flair#206: entities are counted otherwise than the tags mean. */
    @Test
    void tagsThatEndEntitiesWithoutASchemeAreReported() {
        assertThat(fit("none", "B-A E-A O S-B").warnings())
                .singleElement()
                .asString()
                .contains("bioes");
        assertThat(fit("none", "NN VB E-A B-B").warnings()).isEmpty();
        assertThat(fit("bioes", "B-A E-A O S-B").warnings()).isEmpty();
    }
}
