using Virga.State;

namespace Virga.Tests.State;

public sealed class TransactionTests
{
    [Fact]
    public void No_id_is_given_twice_by_changes_that_follow_each_other()
    {
        using var world = new TestWorld();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var i = 0; i < 200; i++)
        {
            world.Arrange(change =>
            {
                for (var n = 0; n < 10; n++) Assert.True(seen.Add(change.NewId("x")), "an id was given twice");
                change.Put(new TagsRow($"x-{i}", []));
            });
        }

        Assert.Equal(2_000, seen.Count);
    }
}
