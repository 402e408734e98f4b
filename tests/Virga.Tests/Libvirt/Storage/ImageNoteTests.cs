using System.Text;
using Virga.Libvirt.Storage;
using Xunit;

namespace Virga.Tests.Libvirt.Storage;

public sealed class ImageNoteTests
{
    [Fact]
    public void ANoteIsReadAsItWasWritten()
    {
        var note = new ImageNote("web, v2", "uefi") { IsWhole = false };
        var bytes = ImageNote.Write(note);

        Assert.Equal(ImageNote.Bytes, bytes.Length);
        Assert.Equal(note, ImageNote.Parse(bytes));
        Assert.Equal("ami-12345678", ImageNote.ImageOf(ImageNote.NameOf("ami-12345678")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("null")]
    public void WhatSomebodyElsePutThereSaysNothing(string text) =>
        Assert.Equal(new ImageNote(null, null), ImageNote.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("ami-12345678")]
    [InlineData("vol-12345678.json")]
    public void OtherVolumesAreNoNotes(string name) => Assert.Null(ImageNote.ImageOf(name));
}
