// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import java.util.random.RandomGenerator;

/**
 * Generates reviews of a few sentences. Most sentences praise in a positive review and complain in
 * a negative one, often by negating the opposite word, so that the order of words matters.
 *
 * @param things the subjects of the review
 * @param praise words of praise
 * @param blame words of complaint
 * @param plain neutral sentences
 * @param straight a pattern of a subject {@code {0}} and a word {@code {1}}
 * @param negated a pattern with the opposite meaning of the word
 * @param gap the separator of sentences
 */
record Reviews(
        String[] things,
        String[] praise,
        String[] blame,
        String[] plain,
        String[] straight,
        String[] negated,
        String gap) {

    static final Reviews ENGLISH =
            new Reviews(
                    words(
                            "plot|cast|music|ending|dialogue|camera work|pacing|story|lead actress|villain"),
                    words(
                            "good|moving|brilliant|funny|fresh|gripping|charming|convincing|clever|warm"),
                    words("bad|dull|clumsy|tedious|stale|shallow|annoying|hollow|silly|cold"),
                    words(
                            "I saw it on a Sunday.|It runs for two hours.|My brother chose it.|The"
                                    + " cinema was half full.|It is set in a small town.|There is a"
                                    + " sequel, they say."),
                    words(
                            "The {0} is {1}.|I found the {0} {1}.|What a {1} {0}!|The {0} was really"
                                    + " {1} throughout.|A {1} {0}, from start to finish."),
                    words(
                            "The {0} is not {1}.|The {0} is never {1}.|I would not call the {0}"
                                    + " {1}.|Nobody can say that the {0} is {1}.|The {0} is hardly"
                                    + " {1}."),
                    " ");

    static final Reviews CHINESE =
            new Reviews(
                    words("房间|早餐|服务|前台|位置|价格|床|浴室|餐厅|设施"),
                    words("干净|舒服|热情|满意|方便|安静|漂亮|周到|新|丰富"),
                    words("脏|差|冷淡|失望|吵|旧|贵|糟糕|简陋|难吃"),
                    words("我们住了两个晚上。|这次是出差。|酒店在火车站旁边。|朋友帮我订的。|周末人比较多。|下午三点到的。"),
                    words("{0}很{1}。|{0}非常{1}。|觉得{0}挺{1}的。|{0}真的{1}。"),
                    words("{0}不{1}。|{0}一点也不{1}。|{0}并不{1}。|说{0}{1}是不对的。"),
                    "");

    private static final double AGREES = 0.85;
    private static final double PLAIN = 0.25;
    private static final double NEGATED = 0.35;

    Object[] make(RandomGenerator random) {
        boolean positive = random.nextBoolean();
        int sentences = 2 + random.nextInt(6);
        StringBuilder text = new StringBuilder();
        // the first sentence always matches the label, so that every text has some evidence
        for (int i = 0; i < sentences; i++) {
            if (i > 0) {
                text.append(gap);
            }
            if (i > 0 && random.nextDouble() < PLAIN) {
                text.append(Generated.one(random, plain));
            } else {
                boolean praises = positive == (i == 0 || random.nextDouble() < AGREES);
                text.append(judgement(praises, random));
            }
        }
        return new Object[] {text.toString(), positive ? "positive" : "negative"};
    }

    private String judgement(boolean praises, RandomGenerator random) {
        boolean negates = random.nextDouble() < NEGATED;
        String word = Generated.one(random, praises == negates ? blame : praise);
        return Generated.one(random, negates ? negated : straight)
                .replace("{0}", Generated.one(random, things))
                .replace("{1}", word);
    }

    private static String[] words(String all) {
        return all.split("\\|");
    }
}
