using Virga.Ec2.InstanceTypes;
using Virga.Facts;
using Xunit;

namespace Virga.Tests.Facts;

public sealed class FactTableTests
{
    private static readonly FactTable Table = new("Virga.Ec2.InstanceTypes.instance-types.tsv");

    [Fact]
    public void Every_row_is_found_by_its_key()
    {
        var rows = Table.Rows().ToArray();
        Assert.All(rows, row => Assert.Equal(row, Table.Find(row[..row.IndexOf('\t')])));
    }

    [Fact]
    public void Keys_are_sorted_and_unique()
    {
        var keys = InstanceTypeCatalogue.Names().ToArray();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("t3")]
    [InlineData("t3.micr")]
    [InlineData("t3.micro ")]
    [InlineData("T3.micro")]
    [InlineData("type")]
    [InlineData("zzz")]
    [InlineData("t3.micro\n")]
    [InlineData("ünïcode")]
    public void What_is_not_a_key_is_not_found(string key) => Assert.Null(Table.Find(key));

    [Fact]
    public void A_key_of_any_length_is_refused_quietly() => Assert.Null(Table.Find(new string('a', 1 << 20)));

    [Fact]
    public void A_missing_resource_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => FactTable.Read("Virga.Nothing.tsv"));
        Assert.Equal("The assembly holds no resource named Virga.Nothing.tsv.", error.Message);
    }
}
