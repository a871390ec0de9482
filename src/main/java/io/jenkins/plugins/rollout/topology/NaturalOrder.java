package io.jenkins.plugins.rollout.topology;

import java.util.Comparator;

/** Orders names as people read them: {@code eng-2} before {@code eng-10}. Total: two different names never compare as equal. */
public enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String left, String right) {
        int l = 0;
        int r = 0;
        while (l < left.length() && r < right.length()) {
            int leftEnd = endOfDigits(left, l);
            int rightEnd = endOfDigits(right, r);
            if (leftEnd > l && rightEnd > r) {
                int byNumber = compareNumbers(left, l, leftEnd, right, r, rightEnd);
                if (byNumber != 0) {
                    return byNumber;
                }
                l = leftEnd;
                r = rightEnd;
            } else {
                int byCharacter = Character.compare(left.charAt(l), right.charAt(r));
                if (byCharacter != 0) {
                    return byCharacter;
                }
                l++;
                r++;
            }
        }
        int byRest = Integer.compare(left.length() - l, right.length() - r);
        return byRest != 0 ? byRest : left.compareTo(right);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int compareNumbers(
            String left, int leftFrom, int leftEnd, String right, int rightFrom, int rightEnd) {
        int l = skipZeros(left, leftFrom, leftEnd);
        int r = skipZeros(right, rightFrom, rightEnd);
        int order = Integer.compare(leftEnd - l, rightEnd - r);
        while (order == 0 && l < leftEnd) {
            order = Character.compare(left.charAt(l++), right.charAt(r++));
        }
        return order;
    }

    private static int skipZeros(String digits, int from, int end) {
        int start = from;
        while (start < end - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return start;
    }
}
