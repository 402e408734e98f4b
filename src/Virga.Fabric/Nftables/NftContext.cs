using System.Runtime.InteropServices;

namespace Virga.Fabric.Nftables;

/// <summary>
/// libnftables, bound to the network namespace that it was opened in. Each run is one transaction: all or nothing.
/// Not for use by two threads at a time.
/// </summary>
internal sealed partial class NftContext(nint handle) : IDisposable
{
    private const string Library = "libnftables.so.1";

    /// <summary>Flags of libnftables.h: 1 &lt;&lt; 4, and 1 &lt;&lt; 7 to 1 &lt;&lt; 10.</summary>
    private const uint JsonOutput = 0x10;
    private const uint NumericOutput = 0x780;

    /// <summary>To be called inside the namespace.</summary>
    public static nint Open()
    {
        var handle = New(0);
        if (handle == 0)
            throw new IOException("libnftables gives no context");
        _ = BufferErrors(handle);
        _ = BufferOutput(handle);
        return handle;
    }

    /// <exception cref="NftException">With nft's own text, which quotes the line.</exception>
    public void Run(string script)
    {
        var result = RunScript(handle, script);
        var error = Marshal.PtrToStringUTF8(Errors(handle)) ?? "";
        _ = Output(handle);
        if (result != 0)
            throw new NftException(error.Trim());
    }

    /// <summary>What nft says to a question, as JSON with numbers for names.</summary>
    /// <exception cref="NftException">With nft's own text.</exception>
    public string Ask(string question)
    {
        SetOutput(handle, JsonOutput | NumericOutput);
        var result = RunScript(handle, question);
        var answer = Marshal.PtrToStringUTF8(Output(handle)) ?? "";
        var error = Marshal.PtrToStringUTF8(Errors(handle)) ?? "";
        SetOutput(handle, 0);
        return result == 0 ? answer : throw new NftException(error.Trim());
    }

    public void Dispose() => Free(handle);

    [LibraryImport(Library, EntryPoint = "nft_ctx_new")]
    private static partial nint New(uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_free")]
    private static partial void Free(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_error")]
    private static partial int BufferErrors(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_output")]
    private static partial int BufferOutput(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_output_set_flags")]
    private static partial void SetOutput(nint context, uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_error_buffer")]
    private static partial nint Errors(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_output_buffer")]
    private static partial nint Output(nint context);

    [LibraryImport(Library, EntryPoint = "nft_run_cmd_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RunScript(nint context, string script);
}

/// <summary>nft refused a script.</summary>
internal sealed class NftException(string message) : IOException(message);
