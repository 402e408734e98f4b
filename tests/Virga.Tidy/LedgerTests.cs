namespace Virga.Tidy;

/// <summary>What is not implemented is known by name, and becomes less.</summary>
public sealed class LedgerTests
{
    [Fact]
    public void The_ledger_names_exactly_the_operations_that_are_not_implemented()
    {
        SkipWithoutModels();
        var expected = Ledger.Expected().ToHashSet();
        var committed = Ledger.Committed();
        var implemented = committed.Where(line => !expected.Contains(line))
            .Select(line => $"{Ledger.Path}: remove {line}: implemented, or no operation (`./virga gen` does it)");
        var gone = expected.Except(committed)
            .Select(line => $"{Ledger.Path}: {line} is neither there nor implemented (`./virga gen` adds the line)");
        Repository.AssertNone(implemented.Concat(gone));
    }

    [Fact]
    public void The_ledger_only_shrinks()
    {
        SkipWithoutModels();
        var missing = Ledger.Expected().Count;
        var ceiling = Ledger.Ceiling();
        Assert.True(missing <= ceiling, $"{missing} operations are missing, {ceiling} at most: one has been lost");
        Assert.True(ceiling - missing < 100, $"{missing} are missing, {ceiling} at most: `./virga gen` lowers that");
    }

    /// <summary>Not a test: what <c>./virga gen</c> runs.</summary>
    [Fact(Explicit = true)]
    public void Rewrite()
    {
        Ledger.Write();
        Assert.True(Ledger.Committed().Count <= Ledger.Ceiling(), "more operations are missing than the ledger allows");
    }

    private static void SkipWithoutModels()
    {
        if (!Ledger.Modelled().Any()) Assert.Skip("the models of AWS's API are not there yet");
    }
}
