// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.pretrained.input.SubwordsType;
import dev.sora.pretrained.input.TokenSubwordsType;
import dev.sora.pretrained.particle.BertType;
import dev.sora.pretrained.particle.LoraType;
import dev.sora.pretrained.particle.SubwordPoolType;
import java.util.List;

/** Texts for models that come trained: their tokenisers and encoders. */
public final class PretrainedPlugin implements SoraPlugin {

    /** Creates the plugin. */
    public PretrainedPlugin() {}

    @Override
    public String name() {
        return "pretrained";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new SubwordsType(),
                new TokenSubwordsType(),
                new BertType(),
                new SubwordPoolType(),
                new LoraType());
    }
}
