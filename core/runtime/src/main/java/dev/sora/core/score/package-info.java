// SPDX-License-Identifier: Apache-2.0
/** The scores of answers as outputs compute them, their gradients and their work, and Grad-CAM. */
package dev.sora.core.score;
