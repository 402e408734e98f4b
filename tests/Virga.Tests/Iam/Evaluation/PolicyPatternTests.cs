using System.Diagnostics;
using System.Text.RegularExpressions;
using Virga.Iam.Evaluation;
using Xunit;

namespace Virga.Tests.Iam.Evaluation;

public sealed class PolicyPatternTests
{
    /// <summary>Seeded: every answer is that of the regular expression which says the same.</summary>
    [Fact]
    public void Agrees_with_a_regular_expression()
    {
        var random = new Random(5);
        string Text(string alphabet, int length) =>
            new([.. Enumerable.Range(0, random.Next(length)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
        var matched = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = Text("ab*?", 9);
            var text = Text("ab", 12);
            var expression = Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)
                .Replace("\\?", ".", StringComparison.Ordinal);
            var expected = Regex.IsMatch(text, $"^{expression}\\z");

            Assert.Equal(expected, PolicyPattern.Parse(pattern).IsMatch(text, StringComparison.Ordinal));
            matched += expected ? 1 : 0;
        }

        Assert.InRange(matched, 1_000, 19_000);
    }

    [Fact]
    public void Long_pieces_are_found_too()
    {
        var piece = new string('a', 30) + "b";
        var text = new string('a', 50) + "b" + new string('a', 40);

        Assert.True(PolicyPattern.Parse($"*{piece}*").IsMatch(text, StringComparison.Ordinal));
        Assert.False(PolicyPattern.Parse($"*{piece}*{piece}*").IsMatch(text, StringComparison.Ordinal));
    }

    /// <summary>
    /// The pattern that makes naive matchers quadratic: 16 times the input takes about 16 times as long.
    /// </summary>
    [Fact]
    public void Time_is_linear()
    {
        TimeSpan Measure(int size)
        {
            var pattern = PolicyPattern.Parse("*" + new string('a', size / 2) + "b*c");
            var text = new string('a', size) + "c";
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < 15; round++)
            {
                var start = Stopwatch.GetTimestamp();
                Assert.False(pattern.IsMatch(text, StringComparison.Ordinal));
                var taken = Stopwatch.GetElapsedTime(start);
                if (taken < best) best = taken;
            }

            return best;
        }

        Measure(1_000);
        var small = Measure(20_000);
        var large = Measure(320_000);

        Assert.InRange(large / small, 0, 16 * 4);
    }
}
