// SPDX-License-Identifier: Apache-2.0
/** Which plugins may run here: what the configuration says, and whether a jar fulfils it. */
package dev.sora.container.trust;
