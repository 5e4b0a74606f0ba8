// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import java.util.concurrent.CompletionStage;

/** Answers a request whose body has been received. */
interface Operation {

    /** Returns the answer, at once or later; a failure is answered as the exception states. */
    CompletionStage<Reply> answer(Exchange exchange);
}
