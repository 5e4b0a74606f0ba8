// SPDX-License-Identifier: Apache-2.0
/** What particles, combiners and outputs share: shapes, activations and the affine map. */
package dev.sora.standard.layer;
