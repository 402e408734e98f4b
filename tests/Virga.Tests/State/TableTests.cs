using Virga.State;

namespace Virga.Tests.State;

public sealed class TableTests
{
    private static readonly RowKind<Thing> Kind = new("test-thing");
    private static readonly Index<Thing> ByColour = Kind.IndexMany(thing => thing.Colours);

    [Fact]
    public void Rows_come_in_order_of_creation_whatever_their_ids()
    {
        var table = Filled(("z", 1, ["red"]), ("a", 2, []), ("m", 3, ["red"]));

        Assert.Equal(["z", "a", "m"], table.Select(thing => thing.Id));
        Assert.Equal(["m"], table.After(2).Select(thing => thing.Id));
        Assert.Equal(["z", "a", "m"], table.After(0).Select(thing => thing.Id));
        Assert.Equal("m", table.Last!.Id);
    }

    [Fact]
    public void After_the_greatest_number_there_is_nothing() =>
        Assert.Empty(Filled(("a", 1, []), ("b", 2, [])).After(long.MaxValue));

    [Fact]
    public void An_index_follows_each_change()
    {
        var table = Filled(("a", 1, ["red", "blue"]), ("b", 2, ["red"]));

        var repainted = table.Put(new Thing("a") { Sequence = 1, Colours = ["blue", "green"] });
        var left = repainted.Remove("b");

        Assert.Equal(["a", "b"], table.By(ByColour, "red").Select(thing => thing.Id));
        Assert.Equal(["b"], repainted.By(ByColour, "red").Select(thing => thing.Id));
        Assert.Equal(1, repainted.CountBy(ByColour, "green"));
        Assert.False(left.Any(ByColour, "red"));
        Assert.Equal(2, table.Count);
        Assert.Equal(1, left.Count);
    }

    /// <summary>Random changes against a plain dictionary; every version stays as it was.</summary>
    [Fact]
    public void Every_version_of_a_table_agrees_with_a_plain_model()
    {
        var random = new Random(4566);
        var table = new Table<Thing>(Kind);
        var model = new SortedDictionary<long, Thing>();
        var sequence = 0L;
        for (var step = 0; step < 2_000; step++)
        {
            var before = (table, Ids: table.Select(thing => thing.Id).ToArray());
            if (model.Count > 0 && random.Next(3) == 0)
            {
                var victim = model.Values.ElementAt(random.Next(model.Count));
                model.Remove(victim.Sequence);
                table = table.Remove(victim.Id);
            }
            else
            {
                var isNew = model.Count == 0 || random.Next(2) == 0;
                var old = isNew ? null : model.Values.ElementAt(random.Next(model.Count));
                var thing = new Thing(old?.Id ?? $"t-{++sequence}")
                {
                    Sequence = old?.Sequence ?? sequence, Colours = [$"c{random.Next(5)}"],
                };
                model[thing.Sequence] = thing;
                table = table.Put(thing);
            }

            if (step % 50 == 0) Assert.Equal(before.Ids, before.table.Select(thing => thing.Id));
        }

        Assert.Equal(model.Values, table);
        for (var colour = 0; colour < 5; colour++)
        {
            Assert.Equal(
                model.Values.Where(thing => thing.Colours.Contains($"c{colour}")), table.By(ByColour, $"c{colour}"));
        }
    }

    private static Table<Thing> Filled(params (string Id, long Sequence, string[] Colours)[] things) =>
        things.Aggregate(new Table<Thing>(Kind), (table, thing) =>
            table.Put(new Thing(thing.Id) { Sequence = thing.Sequence, Colours = thing.Colours }));

    private sealed record Thing(string Id) : Row(Id)
    {
        public string[] Colours { get; init; } = [];
    }
}
