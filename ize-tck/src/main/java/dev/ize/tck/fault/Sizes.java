package dev.ize.tck.fault;

import java.util.SplittableRandom;

/** How long the contents of a lane are. */
enum Sizes {
    /** None to 60 KB, mostly short. */
    SMALL {
        @Override
        int next(SplittableRandom random) {
            return switch (random.nextInt(8)) {
                case 0 -> random.nextInt(60_000);
                case 1, 2 -> random.nextInt(5_000);
                default -> random.nextInt(300);
            };
        }
    },
    /** 1 KB to 1 MB, mostly short. */
    MEDIUM {
        @Override
        int next(SplittableRandom random) {
            return random.nextInt(3) == 0 ? random.nextInt(100_000, 1_000_000) : random.nextInt(1_000, 50_000);
        }
    },
    /** 1 KB to 20 MB, mostly short. */
    LARGE {
        @Override
        int next(SplittableRandom random) {
            int choice = random.nextInt(100);
            if (choice < 2) {
                return random.nextInt(2_000_000, 20_000_000);
            }
            if (choice < 10) {
                return random.nextInt(200_000, 2_000_000);
            }
            return choice < 35 ? random.nextInt(16_000, 200_000) : random.nextInt(1_000, 16_000);
        }
    };

    /** The length of the next content, in bytes. */
    abstract int next(SplittableRandom random);

    /** How many files a large stage makes: with the largest sizes, so many that they need several batches. */
    int manyFiles() {
        return this == LARGE ? 600 : 40;
    }
}
