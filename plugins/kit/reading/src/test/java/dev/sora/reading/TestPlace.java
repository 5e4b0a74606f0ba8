// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TestPlace {

    @Test
    void findsTheArchiveInAPath() {
        Place place = Place.of(Path.of("/data/ml-100k.zip!/ml-100k/u.data"));

        assertThat(place.file()).isEqualTo(Path.of("/data/ml-100k.zip"));
        assertThat(place.entry()).isEqualTo("ml-100k/u.data");
        assertThat(place.name()).isEqualTo("ml-100k.zip!/ml-100k/u.data");
        assertThat(place.isZip()).isTrue();
        assertThat(Place.of(Path.of("a.TAR.GZ!", "x")).entry()).isEqualTo("x");
        assertThat(Place.of(Path.of("a.tgz!")).isEntry()).isFalse();
    }

    @Test
    void leavesOtherPathsAlone() {
        for (String path : new String[] {"/data/wow!/a.csv", "a.csv", "a.zip/b.csv", "a.zip"}) {
            assertThat(Place.of(Path.of(path))).isEqualTo(new Place(Path.of(path), ""));
        }
    }

    @Test
    void knowsTheKindOfAFile() {
        assertThat(Place.of(Path.of("x/Train.CSV.gz")).kind()).isEqualTo("train.csv");
        assertThat(Place.of(Path.of("a.zip!/x/b.tsv")).kind()).isEqualTo("b.tsv");
    }
}
