using System.Runtime.InteropServices;

namespace Virga.Fabric.Nftables;

/// <summary>
/// libnftables, bound to the network namespace that it was opened in. Each run is one transaction: all or nothing.
/// Not for use by two threads at a time.
/// </summary>
internal sealed partial class NftContext(nint handle) : IDisposable
{
    private const string Library = "libnftables.so.1";

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

    public void Dispose() => Free(handle);

    [LibraryImport(Library, EntryPoint = "nft_ctx_new")]
    private static partial nint New(uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_free")]
    private static partial void Free(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_error")]
    private static partial int BufferErrors(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_output")]
    private static partial int BufferOutput(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_error_buffer")]
    private static partial nint Errors(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_output_buffer")]
    private static partial nint Output(nint context);

    [LibraryImport(Library, EntryPoint = "nft_run_cmd_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RunScript(nint context, string script);
}

/// <summary>nft refused a script.</summary>
internal sealed class NftException(string message) : IOException(message);
