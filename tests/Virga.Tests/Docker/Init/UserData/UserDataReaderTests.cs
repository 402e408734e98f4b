using System.IO.Compression;
using System.Text;
using Virga.Docker.Init.UserData;
using Xunit;

namespace Virga.Tests.Docker.Init.UserData;

public sealed class UserDataReaderTests
{
    /// <summary>As AWS's own documentation shows it (EC2 User Guide, "User data and cloud-init directives").</summary>
    private const string Multipart = """
        Content-Type: multipart/mixed; boundary="//"
        MIME-Version: 1.0

        --//
        Content-Type: text/cloud-config; charset="us-ascii"
        MIME-Version: 1.0
        Content-Transfer-Encoding: 7bit
        Content-Disposition: attachment; filename="cloud-config.txt"

        #cloud-config
        cloud_final_modules:
        - [scripts-user, always]

        --//
        Content-Type: text/x-shellscript; charset="us-ascii"
        MIME-Version: 1.0
        Content-Transfer-Encoding: 7bit
        Content-Disposition: attachment; filename="userdata.txt"

        #!/bin/bash
        echo hello
        --//--
        """;

    [Fact]
    public void A_multipart_message_is_its_parts()
    {
        var reader = Read(Multipart);

        Assert.Equal(
            [(PartKind.CloudConfig, "cloud-config.txt"), (PartKind.Script, "userdata.txt")],
            reader.Parts.Select(part => (part.Kind, part.Name)));
        Assert.Equal("#!/bin/bash\necho hello", Encoding.UTF8.GetString(reader.Parts[1].Content));
        Assert.Empty(reader.Problems);
    }

    [Fact]
    public void Line_ends_of_mail_are_line_ends() =>
        Assert.Equal(2, Read(Multipart.Replace("\n", "\r\n", StringComparison.Ordinal)).Parts.Count);

    [Theory]
    [InlineData("#!/bin/sh\n", "Script")]
    [InlineData("#cloud-config\n{}", "CloudConfig")]
    [InlineData("#cloud-boothook\necho", "BootHook")]
    public void What_it_begins_with_says_what_it_is(string text, string kind)
    {
        var part = Assert.Single(Read(text).Parts);

        Assert.Equal((kind, "part-001"), (part.Kind.ToString(), part.Name));
    }

    [Theory]
    [InlineData("echo hello", "it starts with \"echo hello\"")]
    [InlineData("#part-handler\n", "a part of type text/part-handler is not supported")]
    [InlineData("## template: jinja\n#cloud-config", "a part of type text/jinja2 is not supported")]
    [InlineData("#include\nhttp://example.com/x", "http://example.com/x is not included")]
    public void What_can_not_be_taken_is_named(string text, string sentence)
    {
        var reader = Read(text);

        Assert.Empty(reader.Parts);
        Assert.Contains(sentence, Assert.Single(reader.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_around_a_message_and_base64_inside_of_it_are_taken_off()
    {
        var script = Convert.ToBase64String(Gzip("#!/bin/sh\necho é"u8.ToArray()));
        var message = $"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" +
            $"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{script}\n--b--\n";

        var part = Assert.Single(Read(Gzip(Encoding.UTF8.GetBytes(message))).Parts);

        Assert.Equal((PartKind.Script, "#!/bin/sh\necho é"), (part.Kind, Encoding.UTF8.GetString(part.Content)));
    }

    [Fact]
    public void A_bomb_is_left_out()
    {
        var reader = Read(Gzip(new byte[UserDataReader.MaxBytes + 1]));

        Assert.Empty(reader.Parts);
        Assert.Contains("more than", Assert.Single(reader.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_lead_on_and_a_ring_of_them_ends()
    {
        var reader = new UserDataReader(url => url == "http://169.254.169.254/latest/user-data"
            ? Encoding.UTF8.GetBytes($"#include\n{url}\n")
            : "#!/bin/sh\n"u8.ToArray());

        const string own = "http://169.254.169.254/latest/user-data";
        reader.Read(Encoding.UTF8.GetBytes($"#include\n# a comment\nhttp://169.254.169.254/a\n{own}"));

        Assert.Equal(PartKind.Script, Assert.Single(reader.Parts).Kind);
        Assert.Contains("nested", Assert.Single(reader.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_is_a_list_of_parts() =>
        Assert.Equal(
            [PartKind.Script, PartKind.BootHook],
            Read("#cloud-config-archive\n- type: text/x-shellscript\n  content: |\n    #!/bin/sh\n" +
                "- |\n  #cloud-boothook\n  echo\n").Parts.Select(part => part.Kind));

    [Theory]
    [InlineData("text/x-shellscript-per-boot", "ScriptPerBoot")]
    [InlineData("text/x-shellscript-per-once", "ScriptPerOnce")]
    [InlineData("text/x-shellscript-per-instance", "ScriptPerInstance")]
    public void A_type_says_how_often(string type, string kind) =>
        Assert.Equal(kind, Assert.Single(Read($"Content-Type: {type}\n\n#!/bin/sh\n").Parts).Kind.ToString());

    private static UserDataReader Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static UserDataReader Read(byte[] bytes)
    {
        var reader = new UserDataReader(_ => null);
        reader.Read(bytes);
        return reader;
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) stream.Write(plain);
        return packed.ToArray();
    }
}
