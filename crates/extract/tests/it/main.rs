//! Documents as they are met, read through the public interface.

mod broken;
mod docx;
mod docx_bad;
mod docx_file;
mod html;
mod markdown;
mod render;
mod shapes;
mod text;
