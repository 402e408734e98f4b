using Virga.Docker.Backend;
using Xunit;

namespace Virga.Tests.Docker.Backend;

public sealed class ImageTableTests
{
    private static readonly DateTimeOffset Made = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_is_an_id_an_image_and_a_name()
    {
        var images = ImageTable.Parse(
            "# mine\nami-1234abcd\tdebian:12  My Debian # the best\r\n\nami-web registry:5000/web:3\n", Made);

        Assert.Equal(
            [("ami-1234abcd", "debian:12", "My Debian"), ("ami-web", "registry:5000/web:3", "registry:5000/web:3")],
            images.Select(image => (image.ImageId, image.Reference, image.Name)));
        Assert.All(images, image => Assert.Equal(Made, image.CreatedAt));
    }

    [Theory]
    [InlineData("ami-1234abcd", "line 1: an AMI's id and an image's reference are wanted")]
    [InlineData("\ndebian:12 ami-1", "line 2: an AMI's id and an image's reference are wanted")]
    [InlineData("ami-1 a\nami-1 b", "line 2: ami-1 is there twice")]
    public void What_is_none_is_named(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ImageTable.Parse(text, Made)).Message);
}
