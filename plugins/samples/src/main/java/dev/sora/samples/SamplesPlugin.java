// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers data sources that generate their records, for first steps, examples and tests. */
public final class SamplesPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "samples";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new GeneratedTextsType(),
                new GeneratedPhrasesType(),
                new GeneratedTalksType(),
                new GeneratedPeopleType(),
                new GeneratedProductsType(),
                new GeneratedFacesType(),
                new GeneratedShapesType(),
                new GeneratedScenesType(),
                new GeneratedScansType(),
                new GeneratedSoundsType(),
                new GeneratedPairsType(),
                new GeneratedPapersType(),
                new GeneratedSentencesType(),
                new GeneratedSeriesType());
    }
}
