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
                int byNumber = compareNumbers(left.substring(l, leftEnd), right.substring(r, rightEnd));
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

    private static int compareNumbers(String left, String right) {
        String l = withoutLeadingZeros(left);
        String r = withoutLeadingZeros(right);
        int byLength = Integer.compare(l.length(), r.length());
        return byLength != 0 ? byLength : l.compareTo(r);
    }

    private static String withoutLeadingZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }
}
