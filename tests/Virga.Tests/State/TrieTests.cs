using Virga.State;

namespace Virga.Tests.State;

public sealed class TrieTests
{
    /// <summary>Random changes against the framework's sorted map, over numbers near and far from each other.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(40)]
    [InlineData(1_000_000)]
    [InlineData(long.MaxValue)]
    public void Every_version_of_a_map_agrees_with_a_plain_one(long range)
    {
        var random = new Random(4566);
        var map = new Trie(item => ((Item)item).Number);
        var model = new SortedDictionary<ulong, Item>();
        for (var step = 0; step < 3_000; step++)
        {
            var (before, held) = (map, model.Values.ToArray());
            // Doubled, so that the highest bit is used too.
            var number = (ulong)random.NextInt64(range) * 2;
            if (random.Next(5) < 2)
            {
                map = map.Without(number);
                model.Remove(number);
            }
            else
            {
                var item = new Item(number, step);
                map = map.With(item);
                model[number] = item;
            }

            if (step % 100 != 0) continue;
            Assert.Equal(held, before.All);
            var least = (ulong)random.NextInt64(range) * 2;
            Assert.Equal(model.Values.Where(item => item.Number >= least), map.From(least));
        }

        Assert.Equal(model.Count, map.Count);
        Assert.Equal(model.Values, map.All);
        Assert.All(model.Values, item => Assert.Same(item, map.Find(item.Number)));
        foreach (var number in model.Keys) map = map.Without(number);
        Assert.Equal(0, map.Count);
        Assert.Empty(map.All);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        var map = new Trie(item => ((Item)item).Number).With(new Item(33, 0));

        Assert.Null(map.Find(1));
        Assert.Null(map.Find(65));
        Assert.Null(map.Find(ulong.MaxValue));
        Assert.Same(map, map.Without(1));
        Assert.Empty(map.From(34));
        Assert.Empty(map.From(ulong.MaxValue));
        Assert.Empty(new Trie(item => ((Item)item).Number).All);
    }

    /// <summary>Enough names for some hashes of 32 bits to meet: half a million have about thirty such pairs.</summary>
    [Fact]
    public void Names_whose_hashes_meet_are_all_found()
    {
        const int count = 500_000;
        var map = NameTrie.Empty;
        var hashes = new Dictionary<int, string>(count);
        var meeting = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var name = $"name-{i}";
            if (!hashes.TryAdd(name.GetHashCode(StringComparison.Ordinal), name))
                meeting.AddRange([name, hashes[name.GetHashCode(StringComparison.Ordinal)]]);
        }

        foreach (var name in meeting) map = map.With(new Named(name, 1)).With(new Named(name, 2));
        var full = map;

        Assert.Equal(meeting.Distinct().Count(), full.Count);
        Assert.All(meeting, name => Assert.Equal(new Named(name, 2), full.Find(name)));
        foreach (var name in meeting.Distinct())
        {
            map = map.Without(name);
            Assert.Null(map.Find(name));
            Assert.Same(map, map.Without(name));
        }

        Assert.Equal(0, map.Count);
    }

    private sealed record Item(ulong Number, int Value);

    private sealed record Named(string Id, int Value) : INamed;
}
