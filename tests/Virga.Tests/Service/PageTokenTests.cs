using System.Text;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Tests.Service;

public sealed class PageTokenTests
{
    [Fact]
    public void A_token_that_lies_beyond_everything_gives_an_empty_last_page()
    {
        using var world = new TestWorld();

        var page = world.Run<DescribeSubnetsResult>("DescribeSubnets", new DescribeSubnetsRequest
        {
            MaxResults = 5, NextToken = PageToken.After(long.MaxValue),
        });

        Assert.Empty(page.Subnets!);
        Assert.Null(page.NextToken);
    }

    [Theory]
    [InlineData("virga1:0")]
    [InlineData("virga1:-1")]
    [InlineData("virga1:9223372036854775808")]
    [InlineData("virga2:1")]
    public void A_token_of_anybody_else_is_refused(string text)
    {
        var token = Convert.ToBase64String(Encoding.ASCII.GetBytes(text)).TrimEnd('=');

        Assert.Equal("InvalidNextToken", Assert.Throws<AwsException>(() => PageToken.Read(token)).Code);
    }
}
