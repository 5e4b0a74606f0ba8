// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers models in ONNX files. */
public final class OnnxPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new OnnxType());
    }
}
